"""Films made by several processes of this machine, and the beats that are kept from earlier ones."""
