/** Archives and images as input. */
export {
  isArchive,
  openReceived,
  type ReceivedArchive,
  type ReceivedBytes,
  readReceived,
  unpackReceived,
  type UnpackedArchive,
  type UnpackedFile,
} from './received.ts'
export { readPath, type ReadPathOptions } from './read-archive.ts'
