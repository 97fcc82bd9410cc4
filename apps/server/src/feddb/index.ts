/** FedDB over HTTP: the routes as one app, and a server that runs them. */
export const feddbApiVersion = 1
