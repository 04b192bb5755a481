# Files of themes.
