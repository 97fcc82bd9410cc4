/** Which stated facts of the product make a finding weigh more or less there; they never change its group. */
import type { Finding } from '../../model/index.ts'
import type { SubjectFacts } from './subject.ts'
import { readVectors } from './vector-facts.ts'

export type ExposureCode = 'NETWORKED_RAISES' | 'REMOTE_RAISES' | 'PERSONAL_DATA_RAISES' | 'OFFLINE_LOWERS'

export interface Exposure {
  readonly codes: readonly ExposureCode[]
  /** Facts that raise, less those that lower. */
  readonly balance: number
}

/** A fact counts only together with what a vector says of the attack. */
export function exposureOf(finding: Finding, subject: SubjectFacts): Exposure {
  const { isRemote, disclosesData } = readVectors(finding)
  const codes: ExposureCode[] = []
  if (isRemote === true && subject.isNetworked === true) codes.push('NETWORKED_RAISES')
  if (isRemote === true && subject.hasRemoteProcessing === true) codes.push('REMOTE_RAISES')
  if (disclosesData === true && subject.hasPersonalData === true) codes.push('PERSONAL_DATA_RAISES')
  if (isRemote === true && subject.isNetworked === false) codes.push('OFFLINE_LOWERS')
  const lowers = codes.filter((code) => code === 'OFFLINE_LOWERS').length
  return { codes, balance: codes.length - 2 * lowers }
}
