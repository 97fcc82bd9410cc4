/** The organisation's ledger on files: create, write, read, check. */
export {
  createLedger,
  type LedgerFolders,
  openLedger,
  type OpenOptions,
  restoreFromMirror,
} from './create.ts'
export { LedgerError, type LedgerErrorCode, type LedgerFault } from './errors.ts'
export { checkLedgerFolder, type LedgerCheck } from './fsck.ts'
export { toMlDsaPublicKey, toMlDsaSigner, toMlDsaVerifier } from './ml-dsa.ts'
export type {
  Alarm,
  AlarmCode,
  KnownEvents,
  MonitoredLeaf,
  MonitorLimits,
  MonitorOptions,
  MonitorReport,
  MonitorSources,
  Observed,
} from './monitor/model.ts'
export { clearMonitorForks, monitorLog } from './monitor/monitor.ts'
export { draftPeerCheckpoint, type PeerCheckpointDraft } from './monitor/peer-event.ts'
export type { OpenReport } from './open.ts'
export { LedgerReader } from './reader.ts'
export type { Publication } from './publish.ts'
export type { RestoreOptions, RestoreReport } from './restore.ts'
export type { Sequenced } from './sequence.ts'
export type { After } from './timer.ts'
export { type CosignerOptions, createCosigner } from './witness/cosigner.ts'
export { fetchKnownCheckpoints, type KnownCheckpoints } from './witness/known-checkpoints.ts'
export { type CosignerMemory, createCosignerMemory, openCosignerMemory } from './witness/memory.ts'
export type {
  CosignAlarm,
  Cosign,
  Cosigned,
  SignedCheckpoint,
  WitnessAnswer as WitnessOutcome,
} from './witness/port.ts'
export {
  clearWitnessFork,
  createWitness,
  readWitnessStatus,
  type RunningWitness,
  startWitness,
  type StartWitnessOptions,
  type WitnessedLog,
  type WitnessStatus,
} from './witness/start.ts'
export type { AppendOptions, LedgerWriter } from './writer.ts'
