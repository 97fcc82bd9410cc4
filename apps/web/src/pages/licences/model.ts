/** What the parts of the licences page share. */
import type { AnswerOf, licenseRoutes } from '@occtet/contract/api'
import type { licenceWords } from '@occtet/ui'
import type { WordsOf } from '../../app/language.tsx'

export type { LicenseDetail, LicenseRow } from '@occtet/contract/api'
export type Licences = AnswerOf<(typeof licenseRoutes)['licenses.list']>
export type T = WordsOf<typeof licenceWords>
