/** Readers of the product categories, remote data processing and the support period. */
import { figure, list, oneOf, shape, text, texts, textsByName } from './shape.ts'

export const categories = shape({
  coreFunctionalityRules: texts,
  notes: text,
  categories: list(
    shape(
      {
        id: text,
        class: oneOf(['important_class_I', 'important_class_II', 'critical']),
        annexRef: text,
        title: text,
        summary: text,
        examples: texts,
        draftStandard: text,
        verification: text,
      },
      { note: text },
    ),
  ),
})

export const remoteDataProcessing = shape({
  ref: text,
  test: texts,
  notRdps: texts,
  cloud: textsByName,
})

export const supportPeriod = shape({
  ref: text,
  minimumYears: figure,
  shorterIf: text,
  longerIf: text,
  fossSubscription: text,
  updateAvailability: text,
})

export type Categories = ReturnType<typeof categories>
export type Category = Categories['categories'][number]
export type RemoteDataProcessing = ReturnType<typeof remoteDataProcessing>
export type SupportPeriodRules = ReturnType<typeof supportPeriod>
