/** Time stamps from an authority and on disk. */
export { type AnchorFiles, listAnchors, readAnchorFile } from './anchor-files.ts'
export {
  type AnchorDraft,
  type AnchorError,
  type AnchorState,
  type CheckpointToStamp,
  readAnchors,
  renewAnchor,
  type StampedNote,
  timestampCheckpoint,
  type Trust,
} from './checkpoint-anchors.ts'
export {
  requestTimestamp,
  type RequestTools,
  type StampedAnswer,
  type TimestampAuthority,
} from './request-timestamp.ts'
