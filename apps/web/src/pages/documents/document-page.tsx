/** One paper: can I sign it? The document at reading width, what is missing, and its versions. */
import { documentRoutes } from '@occtet/contract/api'
import { documentWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useProductName } from '../../app/frame.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useParam, useSearchText } from '../../app/place.ts'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Shown } from '../../parts/states.tsx'
import { AskButton } from '../assistant/ask-button.tsx'
import styles from './documents.module.css'
import { LanguageSwitch } from './language-switch.tsx'
import { MissingCard } from './missing-card.tsx'
import { answerOf } from './model.ts'
import { PaperSheet } from './paper-sheet.tsx'
import { UnreadLine } from './unread-line.tsx'
import { VersionsCard } from './versions-card.tsx'

export function Page() {
  const t = useWords(documentWords)
  const [org, product, release, paper] = [
    useParam('org'),
    useParam('product'),
    useParam('release'),
    useParam('id'),
  ]
  const own = useLanguage().language
  const [text, setText] = useSearchText('paper')
  const lang = text === 'en' || text === 'de' ? text : own
  const at = { org, product, release }
  const name = useProductName(product)
  const params = { ...at, paper }
  const preview = useRoute(
    documentRoutes['documents.preview'],
    { params, query: { lang } },
    { keepsFormer: true },
  )
  const versions = useRoute(documentRoutes['documents.versions'], { params, query: {} })
  const { data } = preview
  const isRefused = preview.failure?.code === 'PAPER_REFUSED'
  const answer =
    data === undefined
      ? isRefused
        ? t('answer.refused')
        : t('list.paper')
      : answerOf(t, data, versions.data?.rows ?? [])
  const above = (
    <>
      <Link to={{ page: 'documents', params: at }}>{t('list.above', { product: name, release })}</Link>
      {data === undefined ? '' : ` · ${data.title}`}
    </>
  )
  return (
    <>
      <Lead
        answer={answer}
        above={above}
        actions={
          data === undefined ? undefined : (
            <>
              <AskButton thing={{ kind: 'document', id: params.paper, name: data.title, product, release }} />
              <LanguageSwitch value={lang} onValue={setText} />
            </>
          )
        }
      />
      <div className={styles.page}>
        <div className={styles.aside}>
          <Stack>
            {data === undefined ? null : <MissingCard preview={data} params={at} paper={paper} />}
            <VersionsCard versions={versions} preview={data} params={params} language={lang} />
          </Stack>
        </div>
        <div className={styles.main}>
          <Stack>
            {data === undefined ? null : <UnreadLine unread={data.unread} />}
            <Shown reading={preview} rows={12}>
              {(shown) => <PaperSheet preview={shown} params={at} />}
            </Shown>
          </Stack>
        </div>
      </div>
    </>
  )
}
