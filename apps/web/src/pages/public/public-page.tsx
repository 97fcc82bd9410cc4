/** What of a product is public: switches, publisher, files, and which role of CSAF is fulfilled. */
import { publicRoutes } from '@occtet/contract/api'
import { formatDate, publicWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useFrame, useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { ReadOnly, Shown } from '../../parts/states.tsx'
import { TabsOfProduct } from '../products/product-tabs.tsx'
import { FilesCard } from './files-card.tsx'
import styles from './public.module.css'
import { PartsCard } from './parts-card.tsx'
import { WishesForm } from './wishes-form.tsx'
import type { Settings } from './settings.ts'

export function Page() {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const mayWrite = useMay('public.write')
  const isSample = useFrame().data?.isSample === true
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
              actions={<Actions settings={settings} mayWrite={mayWrite} />}
            />
            <TabsOfProduct org={org} product={product} current="publicPage" />
            <Columns
              aside={
                <>
                  <CsafCard settings={settings} />
                  <ReportsCard open={settings.openReports} />
                </>
              }
            >
              {mayWrite ? (
                <WishesForm key={settings.version} settings={settings} />
              ) : (
                <>
                  <ReadOnly why={isSample ? 'sample' : 'role'} />
                  <PartsCard settings={settings} />
                </>
              )}
              <FilesCard settings={settings} mayWrite={mayWrite} />
            </Columns>
          </>
        )
      }}
    </Shown>
  )
}

function Actions({ settings, mayWrite }: { settings: Settings; mayWrite: boolean }) {
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
      {mayWrite ? <Button onPress={() => void preview()}>{t('preview')}</Button> : null}
      {settings.wishes.isOn ? (
        <a className="btn" href={settings.url}>
          {t('openPage')}
        </a>
      ) : null}
    </span>
  )
}

/** Loud while something is missing: a role that is not fulfilled must not be claimed. */
function CsafCard({ settings }: { settings: Settings }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const { role, lacks, keyEnds } = settings.csaf
  const isTrusted = role === 'csaf_trusted_provider'
  return (
    <Card title="CSAF">
      <div className={styles.form}>
        <p>{role === 'none' ? t('csafNone') : t('csafRole', { role })}</p>
        {isTrusted ? <p>{t('trusted')}</p> : <p className={styles.loud}>{t('notTrusted')}</p>}
        {keyEnds === undefined ? null : (
          <p className={styles.loud}>
            {t(lacks.includes('OPENPGP_ENDS') && Date.parse(keyEnds) < Date.now() ? 'keyEnded' : 'keyEnds', {
              date: formatDate(t.language, keyEnds),
            })}
          </p>
        )}
        <ul className={styles.lacks}>
          {lacks.map((lack) => (
            <li key={lack}>{t(`lack.${lack}`)}</li>
          ))}
        </ul>
        <p>
          <LinkButton to={{ page: 'settingsSection', params: { org, section: 'keys' } }}>
            {t('keysOpen')}
          </LinkButton>
        </p>
      </div>
    </Card>
  )
}

function ReportsCard({ open }: { open: number }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  return (
    <Card title={t('reports')}>
      <div className={styles.form}>
        <p>{open === 0 ? t('reportsNoneOpen') : t('reportsOpen', { n: open })}</p>
        <p>
          <LinkButton to={{ page: 'publicReports', params: { org, product } }}>{t('reports')}</LinkButton>
        </p>
      </div>
    </Card>
  )
}
