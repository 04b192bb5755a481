# Tests of sandbox.
