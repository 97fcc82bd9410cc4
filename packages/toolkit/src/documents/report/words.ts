/** The messages that the script in the page needs: those whose key starts with one of a few prefixes. */
import { catalogues, type Language } from '@occtet/ui'

const prefixes = ['client.', 'level.', 'relation.', 'scope.', 'score', 'unknown']

export function clientWords(language: Language): Readonly<Record<string, string>> {
  const entries = Object.entries(catalogues[language])
  return Object.fromEntries(
    entries.filter(([key]) =>
      prefixes.some((prefix) => key === prefix || (prefix.endsWith('.') && key.startsWith(prefix))),
    ),
  )
}
