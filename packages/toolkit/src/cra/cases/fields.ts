/** What a person can say about a case, field by field; the platform's fields and the law's contents are filled from these. */

/** In the order in which they are asked. */
export const fieldIds = [
  'title',
  'summary',
  'memberStates',
  'versions',
  'fixedVersions',
  'cve',
  'generalInformation',
  'exploit',
  'suspectedUnlawful',
  'occurredAt',
  'initialAssessment',
  'measuresTaken',
  'userMeasures',
  'sensitivity',
  'severity',
  'impact',
  'actor',
  'cause',
  'mitigation',
  'measureDetails',
  'fixExpected',
  'affectedUsers',
] as const

export type FieldId = (typeof fieldIds)[number]

export function isFieldId(text: string): text is FieldId {
  return fieldIds.some((id) => id === text)
}

/** Longest text of one field, in characters. */
export const longestField = 20_000
