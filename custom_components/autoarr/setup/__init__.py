"""What the flows need to put a server into a stack: forms, proof, discovery."""
