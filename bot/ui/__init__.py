"""What people see on Discord: cards, lists, buttons and modals."""
