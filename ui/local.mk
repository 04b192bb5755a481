# Files of ui.
