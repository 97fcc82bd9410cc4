/** A reference to the law in the words of the language: `Annex V(3)` is `Anhang V(3)`. */
import { formatArticle, type Paper, type PaperLanguage, wordsOf } from '@occtet/toolkit/documents'

export function articleIn(language: PaperLanguage, article: string): string {
  return formatArticle(wordsOf({ language } as Paper), article)
}
