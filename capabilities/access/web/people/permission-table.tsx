import type { Role } from '../../contract.ts'
import { PERMISSIONS, type Permission } from '../../core/permission.ts'
import { usePeopleWords } from './use-people-words.ts'
import styles from './permission-table.module.css'

const GROUPS = ['case', 'customer', 'house'] as const
const groupOf = (permission: Permission): (typeof GROUPS)[number] => (/^(case|view|template)\./.test(permission) ? 'case' : permission.startsWith('customer.') ? 'customer' : 'house')

/** What each role may do, and how far: a row for each permission, a column for each role. */
export function PermissionTable({ roles }: { readonly roles: readonly Role[] }) {
  const say = usePeopleWords()
  return (
    // What scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles['scroll']} aria-label={say('roles.table')} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr><th scope="col" className={styles['what']}>{say('roles.permission')}</th>{roles.map(({ key, name }) => <th key={key} scope="col">{name}</th>)}</tr>
        </thead>
        {GROUPS.map((group) => (
          <tbody key={group}>
            <tr><th scope="colgroup" colSpan={roles.length + 1} className={styles['group']}>{say(`roles.group.${group}`)}</th></tr>
            {PERMISSIONS.filter((permission) => groupOf(permission) === group).map((permission) => (
              <tr key={permission}>
                <th scope="row" className={styles['what']}>{say(`may.${permission}`)}</th>
                {roles.map((role) => <Reach key={role.key} role={role} permission={permission} />)}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function Reach({ role, permission }: { readonly role: Role; readonly permission: Permission }) {
  const say = usePeopleWords()
  const scope = role.permissions[permission]
  return <td data-scope={scope ?? 'none'}>{scope === undefined ? <span aria-label={say('scope.none')}>–</span> : say(`scope.${scope}`)}</td>
}
