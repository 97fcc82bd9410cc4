/** CRA: the facts catalogue, evidence signals of a source tree, and where they point among the 22 requirements. */
export { assessEvidence, collectSignals } from './assess.ts'
export { catalogue } from './catalogue/catalogue.ts'
export type { Catalogue, CatalogueMeta, EvidenceSignal, Requirement, SignalLink } from './catalogue/schema.ts'
export { memoryRepoFiles, type RepoFiles } from './repo-files.ts'
export type { CraStatus, RequirementEvidence, SignalResult } from './status.ts'
