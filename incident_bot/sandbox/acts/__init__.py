"""What people and the app can do in a workspace; each act changes the state and tells of it."""
