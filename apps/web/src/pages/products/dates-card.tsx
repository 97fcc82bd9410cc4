/** The dates of a product: until when it is supported. Whoever may answer for it can set the month here. */
import { homeRoutes, scopeRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { SavedMark } from '../../parts/marks.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './products.module.css'

interface DatesProps {
  readonly org: string
  readonly product: string
}

export function DatesCard({ org, product }: DatesProps) {
  const t = useWords(homeWords)
  const mayAnswer = useMay('cra.answer')
  const reading = useRoute(scopeRoutes['scope.show'], { params: { org, product }, query: {} })
  // Guests see no answers; the rest of the page is theirs all the same.
  if (reading.failure?.code === 'PERMISSION_MISSING') return null
  return (
    <Card title={t('product.dates')}>
      <Shown reading={reading} rows={2}>
        {({ subject, support: { endsAt } }) => (
          <>
            <p>
              {endsAt === null
                ? t('product.noDates')
                : `${t('product.supportEnds')}: ${monthOf(endsAt, t.language)}`}
            </p>
            {mayAnswer ? (
              <SupportForm
                key={`${subject.version} ${endsAt ?? ''}`}
                org={org}
                product={product}
                version={subject.version}
                endsAt={endsAt ?? ''}
              />
            ) : null}
          </>
        )}
      </Shown>
    </Card>
  )
}

function SupportForm({
  org,
  product,
  version,
  endsAt,
}: DatesProps & { readonly version: number; readonly endsAt: string }) {
  const t = useWords(homeWords)
  const [month, setMonth] = useState(endsAt)
  const change = useChange(scopeRoutes['scope.use'], {
    saved: t('product.saved'),
    outdates: [scopeRoutes['scope.show'], homeRoutes['home.show']],
  })
  const save = (event: FormEvent): void => {
    event.preventDefault()
    void change.send({
      params: { org, product },
      body: { version, endsAt: month === '' ? null : month, lang: t.language },
    })
  }
  return (
    <form className={styles.dates} onSubmit={save}>
      <TextField
        label={t('product.supportMonth')}
        hint={t('product.supportWhy')}
        type="month"
        value={month}
        onValue={setMonth}
      />
      <p>
        <Button type="submit" isBusy={change.state === 'sending'}>
          {t('product.save')}
        </Button>{' '}
        <SavedMark state={change.state} />
      </p>
    </form>
  )
}

/** `2033-03` as "March 2033". */
function monthOf(month: string, language: 'en' | 'de'): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`))
}
