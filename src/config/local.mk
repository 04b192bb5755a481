# Files of src/config.
