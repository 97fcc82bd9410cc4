/** Role, with the products of a guest and the end of an auditor. */
import { type BodyOf, type peopleRoutes, type Role, roles } from '@occtet/contract/api'
import { organisationWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Select, TextField } from '../../parts/field.tsx'

export interface RightsDraft {
  readonly role: Role
  /** One slug a line. */
  readonly products: string
  /** A day, `2026-12-31`; its end counts. */
  readonly until: string
}

export const noRights: RightsDraft = { role: 'curator', products: '', until: '' }

type Rights = Pick<BodyOf<(typeof peopleRoutes)['members.change']>, 'role' | 'products' | 'endsAt'>

export function toRights({ role, products, until }: RightsDraft): Rights {
  const slugs = products.split(/[\s,]+/).filter((slug) => slug !== '')
  return {
    role,
    ...(role === 'guest' && slugs.length > 0 ? { products: slugs } : {}),
    ...(role === 'auditor' && until !== '' ? { endsAt: `${until}T23:59:59Z` } : {}),
  }
}

export function toDraft({ role, products, endsAt }: Rights): RightsDraft {
  return { role, products: (products ?? []).join('\n'), until: endsAt?.slice(0, 10) ?? '' }
}

export function RightsFields({ value, set }: { value: RightsDraft; set: (value: RightsDraft) => void }) {
  const t = useWords(organisationWords)
  return (
    <>
      <Select
        label={t('rights.role')}
        hint={t(`roleHint.${value.role}`)}
        value={value.role}
        choices={roles.map((role) => ({ value: role, word: t(`role.${role}`) }))}
        onValue={(role) => set({ ...value, role })}
      />
      {value.role === 'guest' ? (
        <TextField
          label={t('rights.products')}
          rows={3}
          value={value.products}
          onValue={(products) => set({ ...value, products })}
        />
      ) : null}
      {value.role === 'auditor' ? (
        <TextField
          label={t('rights.until')}
          type="date"
          value={value.until}
          onValue={(until) => set({ ...value, until })}
        />
      ) : null}
    </>
  )
}
