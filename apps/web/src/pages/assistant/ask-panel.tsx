/** The assistant beside any page: a question about what is on screen, and the thread of this session. */
import { askWords } from '@occtet/ui'
import { useEffect, useRef } from 'react'
import { closeAsk, useAskOpenings } from '../../app/ask-state.ts'
import { useWords } from '../../app/language.tsx'
import { useHere } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { smallScreen, useMedia } from '../../parts/use-media.ts'
import { AskForm } from './ask-form.tsx'
import { Quiet } from './quiet.tsx'
import { Thread } from './thread-view.tsx'

export function AskPanel({ org }: { org: string }) {
  const t = useWords(askWords)
  const openings = useAskOpenings()
  const field = useRef<HTMLTextAreaElement>(null)
  const isSmall = useMedia(smallScreen)
  const { page, params } = useHere()
  const place = `${page ?? ''} ${JSON.stringify(params)}`
  const from = useRef(place)
  useEffect(() => field.current?.focus(), [openings])
  // On a phone the sheet covers everything: whoever follows a link wants to see where it leads.
  useEffect(() => {
    if (isSmall && from.current !== place) closeAsk()
    from.current = place
  }, [isSmall, place])
  return (
    <Panel title={t('panel.title')} onClose={closeAsk} isSheet>
      <AskForm org={org} fieldRef={field} />
      <Thread org={org} level="h3" />
      <Quiet org={org} />
      <p>
        <LinkButton tone="text" to={{ page: 'assistant', params: { org } }}>
          {t('more')}
        </LinkButton>
      </p>
    </Panel>
  )
}
