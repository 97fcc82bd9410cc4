/** Decisions about findings, and VEX in all formats. */
export type {
  DecisionBasis,
  DecisionEntry,
  DecisionRecord,
  Verdict,
  VexDocument,
  VexFormat,
  VexProduct,
  VexStatement,
  VexSubject,
  VexTrust,
} from './model.ts'
