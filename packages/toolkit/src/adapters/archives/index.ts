/** Archives and images as input. */
export { readPath, type ReadPathOptions } from './read-archive.ts'
