"""What people ask for: understanding it, finding the title, and seeing it through."""
