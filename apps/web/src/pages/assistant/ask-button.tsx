/** Beside a question, a requirement, a finding or a document: asks the assistant about it. */
import { shellWords } from '@occtet/ui'
import { type OnScreen, openAsk, useOnScreen } from '../../app/ask-state.ts'
import { Icon } from '../../app/icons.tsx'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'

export function AskButton({ thing }: { thing: OnScreen }) {
  const t = useWords(shellWords)
  useOnScreen(thing)
  return (
    <Button tone="text" onPress={openAsk}>
      <Icon name="ask" /> {t('top.askThis')}
    </Button>
  )
}
