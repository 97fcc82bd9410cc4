/** FedDB over HTTP: the routes as one app, and a server that runs them. */
export { createFeddbApp, type FeddbApp } from './app.ts'
export { listenFeddb, type ListenOptions, type RunningServer } from './listen.ts'
export { defaultLimits, type FeddbOptions, type RequestLog, type ServerLimits } from './options.ts'
export { StoreLease } from './store-lease.ts'
