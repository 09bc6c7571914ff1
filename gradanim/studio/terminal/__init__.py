"""What people and programs are told while films are being made, and after."""
