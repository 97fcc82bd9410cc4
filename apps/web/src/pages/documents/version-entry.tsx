/** One version: who made it when, what changed, its files, its signature. */
import { documentRoutes } from '@occtet/contract/api'
import { documentWords, formatDate, formatTime } from '@occtet/ui'
import { urlOf } from '../../api/send.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import styles from './documents.module.css'
import type { At, Version } from './model.ts'

export interface VersionEntryProps {
  readonly version: Version
  readonly params: At & { readonly paper: string }
  readonly onSign: ((version: Version) => void) | undefined
}

export function VersionEntry({ version, params, onSign }: VersionEntryProps) {
  const t = useWords(documentWords)
  const { number, state, signature, changes, replaced } = version
  const when = (at: string): string => `${formatDate(t.language, at)}, ${formatTime(at)}`
  return (
    <li>
      <b>{t('list.version', { n: number, state: t(`version.${state}`) })}</b>{' '}
      <span className="q">
        {version.language.toUpperCase()} ·{' '}
        {t('version.by', { by: version.by, when: when(version.createdAt) })}
      </span>
      {signature === undefined ? null : (
        <p className={styles.signed}>
          {t('version.signedBy', { by: signature.by, when: when(signature.at) })}
        </p>
      )}
      <details>
        <summary>{t('version.download', { n: number })}</summary>
        <ul className={styles.files}>
          {version.files.map(({ format, bytes }) => (
            <li key={format}>
              <a
                href={urlOf(documentRoutes['documents.download'], {
                  params: { ...params, number: String(number), format },
                })}
                download
              >
                {t(`format.${format}`)}
              </a>{' '}
              <span className="q">{Math.ceil(bytes / 1024)} kB</span>
            </li>
          ))}
        </ul>
        <p className="q">
          {t('version.digest')}: <code>{version.sha256}</code>
        </p>
        {replaced === 0 ? null : <p className="q">{t('version.replaced', { n: replaced })}</p>}
      </details>
      {changes === undefined || changes.total === 0 ? null : <Changes changes={changes} />}
      {onSign === undefined || state === 'draft' || signature !== undefined ? null : (
        <Button tone="main" onPress={() => onSign(version)}>
          {t('version.sign', { n: number })}
        </Button>
      )}
    </li>
  )
}

function Changes({ changes }: { changes: NonNullable<Version['changes']> }) {
  const t = useWords(documentWords)
  return (
    <details>
      <summary>{t('version.changes', { n: changes.total })}</summary>
      <ul className={styles.plain}>
        {changes.listed.map(({ label, article, kind, before, after }) => (
          <li key={`${label} ${article}`}>
            <b>{label}</b> <span className="q">{t(`change.${kind}`)}</span>
            {before.length === 0 ? null : (
              <p className="dim">
                {t('change.before')}: {before.join(' ')}
              </p>
            )}
            {after.length === 0 ? null : (
              <p>
                {t('change.after')}: {after.join(' ')}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
