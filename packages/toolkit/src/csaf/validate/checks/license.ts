/** The license of the document itself. */
import { type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import {
  claimsToBeListed,
  isDeprecated,
  isListed,
  type LicenseToken,
  readLicenseExpression,
} from '../facts/licenses.ts'
import { translate } from '../facts/translations.ts'
import { quote, text } from '../node.ts'
import { type CsafView, otherLanguage } from '../view.ts'
import { findUnset } from './language.ts'
import { exactlyOneNote } from './notes.ts'

const member = 'license_expression'

export const license: readonly CsafTest[] = [
  {
    id: '6.1.54',
    title: 'License Expression',
    versions: only21,
    *run({ document }) {
      const reading = readLicenseExpression(text(document, member) ?? 'MIT')
      if (reading.kind === 'wrong') yield { path: `${document.path}/${member}`, message: reading.reason }
    },
  },
  {
    id: '6.1.55',
    title: 'License Text',
    versions: only21,
    run: (view) =>
      needsText(view) && otherLanguage(view) === undefined
        ? exactlyOneNote(view, 'License', 'legal_disclaimer')
        : [],
  },
  {
    id: '6.2.43',
    title: 'Missing License Expression',
    versions: only21,
    run: ({ document }) => findUnset(document, member),
  },
  {
    id: '6.2.44',
    title: 'Deprecated License Identifier',
    versions: only21,
    run: eachToken((token) => (isDeprecated(token) ? 'is deprecated' : undefined)),
  },
  {
    id: '6.2.45',
    title: 'Non-Existing License Identifier',
    versions: only21,
    run: eachToken((token) =>
      claimsToBeListed(token) && !isListed(token) ? 'is in neither of the lists it could be from' : undefined,
    ),
  },
  {
    id: '6.2.46',
    title: 'Language Specific License Text',
    versions: only21,
    *run(view) {
      const language = otherLanguage(view)
      if (!needsText(view) || language === undefined) return
      const title = translate('license', language)
      if (title === undefined)
        yield { skipped: `no translation of "License" into ${quote(language)} is recorded` }
      else yield* exactlyOneNote(view, title, 'legal_disclaimer')
    },
  },
  {
    id: '6.3.17',
    title: 'Use of Unregistered License',
    versions: only21,
    run: eachToken((token) => (isListed(token) ? undefined : 'is in neither of the two lists')),
  },
]

function tokensOf({ document }: CsafView): readonly LicenseToken[] {
  const reading = readLicenseExpression(text(document, member) ?? '')
  return reading.kind === 'read' ? reading.tokens : []
}

function needsText(view: CsafView): boolean {
  return tokensOf(view).some((token) => !isListed(token))
}

function eachToken(findFault: (token: LicenseToken) => string | undefined): CsafTest['run'] {
  return function* (view): Iterable<CsafFlaw> {
    for (const token of tokensOf(view)) {
      const fault = findFault(token)
      if (fault !== undefined)
        yield { path: `${view.document.path}/${member}`, message: `${quote(token.id)} ${fault}` }
    }
  }
}
