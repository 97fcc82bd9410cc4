/** Which questions speak about which essential requirement; data, from the questionnaire's `maps`. */

const questions: Readonly<Record<string, readonly string[]>> = {
  'ECR-I-1': ['D1'],
  'ECR-I-2a': ['E1', 'E2'],
  'ECR-I-2b': ['E3', 'E4'],
  'ECR-I-2c': ['E5', 'E6'],
  'ECR-I-2d': ['E7', 'E8'],
  'ECR-I-2e': ['E9'],
  'ECR-I-2f': ['E10', 'F11'],
  'ECR-I-2g': ['E11'],
  'ECR-I-2h': ['E12'],
  'ECR-I-2i': ['E13'],
  'ECR-I-2j': ['E14'],
  'ECR-I-2k': ['E15'],
  'ECR-I-2l': ['E16', 'E8'],
  'ECR-I-2m': ['E17'],
  'ECR-II-1': ['F1', 'F2', 'F3'],
  'ECR-II-2': ['F4', 'F5', 'F6', 'D6'],
  'ECR-II-3': ['F7'],
  'ECR-II-4': ['F8'],
  'ECR-II-5': ['F9'],
  'ECR-II-6': ['F10', 'D7'],
  'ECR-II-7': ['F11', 'E5'],
  'ECR-II-8': ['F12'],
}

/** Empty for an id that the catalogue does not have. */
export function questionsOf(requirement: string): readonly string[] {
  return questions[requirement] ?? []
}
