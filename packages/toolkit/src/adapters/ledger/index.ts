/** The organisation's ledger on files: create, write, read, check. */
export { createLedger, type LedgerFolders, openLedger } from './create.ts'
export { LedgerError, type LedgerErrorCode } from './errors.ts'
export { checkLedgerFolder, type LedgerCheck, type LedgerFault } from './fsck.ts'
export { toMlDsaPublicKey, toMlDsaSigner, toMlDsaVerifier } from './ml-dsa.ts'
export type { OpenReport } from './open.ts'
export { LedgerReader } from './reader.ts'
export type { LedgerWriter, Sequenced } from './writer.ts'
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
