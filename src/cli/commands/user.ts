/** `kua user add|role|lock|list|link`: people of this node. */
import type { RoleName, UserJson } from '../../contract/api.ts';
import { type CommandSpec, present } from '../command.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

const userTable = (s: Session, users: readonly UserJson[]): string =>
  table(
    [s.t('col_name'), s.t('col_role'), s.t('col_locked'), s.t('col_created')],
    users.map((u) => [u.name, u.role, s.t(u.locked ? 'yes' : 'no'), u.created.slice(0, 10)]),
    s.world.columns,
  );

const answer = (s: Session, user: UserJson) => ({ json: user, text: () => userTable(s, [user]) });

export const userCommands: readonly CommandSpec[] = [
  {
    usage: 'user add <name>',
    summary: 'cmd_user_add',
    options: [{ flags: '--role <role>', text: 'opt_role' }],
    // The node refuses a role it does not know (E_ROLE); the lowest is the default.
    run: async (s, given) =>
      answer(
        s,
        await s.call('users.add', { name: given.arg(0), role: (given.text('role') ?? 'volunteer') as RoleName }),
      ),
  },
  {
    usage: 'user list',
    summary: 'cmd_user_list',
    async run(s) {
      const out = await s.call('users.list', {});
      return { json: out, text: () => userTable(s, out.users) };
    },
  },
  {
    usage: 'user role <name> <role>',
    summary: 'cmd_user_role',
    run: async (s, given) =>
      answer(s, await s.call('users.role', { name: given.arg(0), role: given.arg(1) as RoleName })),
  },
  {
    usage: 'user lock <name>',
    summary: 'cmd_user_lock',
    options: [{ flags: '--off', text: 'opt_off' }],
    run: async (s, given) => answer(s, await s.call('users.lock', { name: given.arg(0), locked: !given.flag('off') })),
  },
  {
    usage: 'user link [name]',
    summary: 'cmd_user_link',
    async run(s, given) {
      const info = await s.call('info', {});
      const { token, user } = await s.call('login.token', present({ name: given.args[0] }));
      if (info.address === undefined) s.note(s.t('link_not_running'));
      const login = `${info.address ?? 'http://127.0.0.1:7800/'}#login=${token}`;
      return { json: { login, user }, text: () => s.t('link_done', { name: user.name, login }) };
    },
  },
];
