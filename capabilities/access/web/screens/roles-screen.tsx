import { Alert, Flex } from 'antd'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { PermissionTable } from '../people/permission-table.tsx'
import { usePeopleWords } from '../people/use-people-words.ts'
import styles from '../people/teams.module.css'
import { useRoles } from '../pieces/directory.ts'

/** The roles of the handbook in force: what they are for, and what each may do. */
export function RolesScreen() {
  const say = usePeopleWords()
  const roles = useRoles()
  return (
    <>
      <PageHead title={say('roles.title')} text={say('roles.text')} />
      <Flex vertical gap="middle">
        <Alert type="info" showIcon title={<>{say('roles.where')} <a href="/handbook/versions">{say('roles.to_handbook')}</a></>} />
        <dl className={styles['facts']}>
          {roles.map(({ key, name, does }) => [<dt key={`${key}:name`}>{name}</dt>, <dd key={`${key}:does`}>{does ?? key}</dd>])}
        </dl>
        <PermissionTable roles={roles} />
      </Flex>
    </>
  )
}
