/** The states that every page has: empty, partial, stale, no permission, read-only; and `Shown`, which picks one for a reading. */
import { permissionsOf, type Permission, type Role, roles } from '@occtet/contract/api'
import { formatDate, formatTime, shellWords } from '@occtet/ui'
import type { ReactNode } from 'react'
import type { Reading } from '../api/use-route.ts'
import { useWords } from '../app/language.tsx'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { Failed } from './failed.tsx'
import { PageHeading } from './lead.tsx'
import { Loading } from './loading.tsx'
import { useTroubleHeading } from './page-heading.ts'
import styles from './states.module.css'

export interface ShownProps<T> {
  readonly reading: Reading<T>
  readonly children: (data: T) => ReactNode
  /** Grey bars while loading. Default 5. */
  readonly rows?: number
  /** What failed, as a sentence. */
  readonly failedTitle?: string
}

/** Loading, failed, or the data; data that could not be refreshed stays, and says from when it is. */
export function Shown<T>({ reading, children, rows = 5, failedTitle }: ShownProps<T>) {
  const { data, failure, readAt, again } = reading
  if (data === undefined) {
    if (failure === undefined) return <Loading rows={rows} />
    if (failure.code === 'PERMISSION_MISSING') return <NoPermission />
    return (
      <Failed
        refusal={failure}
        again={again}
        {...(failedTitle === undefined ? {} : { title: failedTitle })}
      />
    )
  }
  return (
    <>
      {failure === undefined || readAt === undefined ? null : <Stale at={readAt} again={again} isOffline />}
      {children(data)}
    </>
  )
}

export interface EmptyProps {
  /** What will stand here. */
  readonly what: string
  /** Why it matters. */
  readonly why: string
  /** One action, and a link to the sample. */
  readonly children?: ReactNode
}

export function Empty({ what, why, children }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <p>{what}</p>
      <p className="dim">{why}</p>
      {children === undefined ? null : <div className={styles.actions}>{children}</div>}
    </div>
  )
}

/** "3 of 41 files could not be read", with the list; totals then say "at least". */
export function Partial({ text, items = [] }: { text: string; items?: readonly string[] }) {
  const t = useWords(shellWords)
  return (
    <div className={styles.line}>
      <span>{text}</span>
      {items.length === 0 ? null : (
        <details>
          <summary>{t('state.details')}</summary>
          <ul>
            {items.map((item) => (
              <li key={item}>
                <code>{item}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

/** A line on top of data that is old. `isOffline`: because the server does not answer. */
export function Stale({
  at,
  again,
  isOffline = false,
}: {
  at: string
  again?: () => void
  isOffline?: boolean
}) {
  const t = useWords(shellWords)
  const when = `${formatDate(t.language, at)}, ${formatTime(at)}`
  return (
    <output className={styles.line}>
      <span>{t(isOffline ? 'state.offline' : 'state.stale', { when })}</span>
      {again === undefined ? null : (
        <Button tone="text" onPress={again}>
          {t('state.refresh')}
        </Button>
      )}
    </output>
  )
}

/** Names the role that can; where nothing else of the page came, as its heading. Without `permission`: an owner. */
export function NoPermission({ permission, ask }: { permission?: Permission; ask?: () => void }) {
  const t = useWords(shellWords)
  const isWhole = useTroubleHeading()
  const role = leastRole(permission)
  const isRead = permission === undefined || permission === 'read' || permission === 'private.read'
  const text = t(isRead ? 'permission.read' : 'permission.title', { role: t(`role.${role}`) })
  return (
    <div className={cx(styles.line, styles.quiet)}>
      {isWhole ? <PageHeading text={text} /> : <span>{text}</span>}
      {ask === undefined ? null : (
        <Button tone="text" onPress={ask}>
          {t('permission.ask')}
        </Button>
      )}
    </div>
  )
}

export interface ReadOnlyProps {
  readonly why: 'sample' | 'role'
  /** End of access. */
  readonly until?: string | undefined
}

export function ReadOnly({ why, until }: ReadOnlyProps) {
  const t = useWords(shellWords)
  const text =
    until === undefined
      ? t(why === 'sample' ? 'readOnly.sample' : 'readOnly.role')
      : t('readOnly.until', { date: formatDate(t.language, until) })
  return <p className={cx(styles.line, styles.quiet)}>{text}</p>
}

/** The role with the fewest permissions that has this one; owners have all. */
function leastRole(permission: Permission | undefined): Role {
  if (permission === undefined) return 'owner'
  return roles
    .filter((role) => permissionsOf[role].includes(permission))
    .reduce<Role>((a, b) => (permissionsOf[b].length < permissionsOf[a].length ? b : a), 'owner')
}
