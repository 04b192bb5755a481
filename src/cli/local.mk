# Files of src/cli.
