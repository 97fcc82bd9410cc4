/** What an answer is, in one quiet line: with and without a model. */
import { askWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useModel } from './use-model.ts'

export function Quiet({ org }: { org: string }) {
  const t = useWords(askWords)
  const model = useModel(org)
  return (
    <p className="q">{model === undefined ? t('quiet.none') : t('quiet.model', { model: model.name })}</p>
  )
}
