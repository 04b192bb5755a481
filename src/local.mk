# Files of src.
