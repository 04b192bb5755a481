# Files of src/sandbox.
