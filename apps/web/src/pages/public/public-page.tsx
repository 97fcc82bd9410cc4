/** What of a product is public: switches, publisher, files, and which role of CSAF is fulfilled. */
import { type AnswerOf, publicRoutes } from '@occtet/contract/api'
import { publicWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import { FilesCard } from './files-card.tsx'
import styles from './public.module.css'
import { WishesForm } from './wishes-form.tsx'

export type Settings = AnswerOf<(typeof publicRoutes)['public.settings']>

export function Page() {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const reading = useRoute(publicRoutes['public.settings'], { params: { org, product } })
  return (
    <Shown reading={reading}>
      {(settings) => {
        const { isOn, parts } = settings.wishes
        const n = isOn ? Object.values(parts).filter(Boolean).length : 0
        return (
          <>
            <Lead
              answer={n === 0 ? t('titleOff') : t('titleOn', { n })}
              below={<p>{t('lead')}</p>}
              actions={<Actions settings={settings} />}
            />
            <Columns
              aside={
                <>
                  <CsafCard settings={settings} />
                  <ReportsCard open={settings.openReports} />
                </>
              }
            >
              <WishesForm key={settings.version} settings={settings} />
              <FilesCard settings={settings} />
            </Columns>
          </>
        )
      }}
    </Shown>
  )
}

function Actions({ settings }: { settings: Settings }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const previewing = useChange(publicRoutes['public.preview'])
  const preview = async (): Promise<void> => {
    const made = await previewing.send({ params: { org, product } })
    if (made !== undefined) globalThis.open(made.url, '_blank', 'noopener')
  }
  return (
    <span className={styles.row}>
      <Button onPress={() => void preview()}>{t('preview')}</Button>
      {settings.wishes.isOn ? (
        <a className="btn" href={settings.url}>
          {t('openPage')}
        </a>
      ) : null}
    </span>
  )
}

/** Loud, because a role that is not fulfilled must not be claimed. */
function CsafCard({ settings }: { settings: Settings }) {
  const t = useWords(publicWords)
  const { role, lacks } = settings.csaf
  return (
    <Card title="CSAF">
      <p>{role === 'none' ? t('csafNone') : t('csafRole', { role })}</p>
      <p className={styles.loud}>{t('notTrusted')}</p>
      <ul>
        {lacks.map((lack) => (
          <li key={lack}>{t(`lack.${lack}`)}</li>
        ))}
      </ul>
    </Card>
  )
}

function ReportsCard({ open }: { open: number }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  return (
    <Card title={t('reports')}>
      <p>{open === 0 ? t('reportsNoneOpen') : t('reportsOpen', { n: open })}</p>
      <p>
        <LinkButton to={{ page: 'publicReports', params: { org, product } }}>{t('reports')}</LinkButton>
      </p>
    </Card>
  )
}
