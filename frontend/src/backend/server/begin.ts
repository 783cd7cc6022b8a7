// A page with a server needs nothing before the application.
export {};
