/** `kua user add|role|lock|list|link|invite|reset|sessions`: people of this node. */
import type { ApiOut, RoleName, UserJson } from '../../contract/api.ts';
import type { SessionJson } from '../../contract/areas/safety.ts';
import { type CommandSpec, type Outcome, present } from '../command.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

const userTable = (s: Session, users: readonly UserJson[]): string =>
  table(
    [s.t('col_name'), s.t('col_role'), s.t('col_locked'), s.t('col_created')],
    users.map((u) => [u.name, u.role, s.t(u.locked ? 'yes' : 'no'), u.created.slice(0, 10)]),
    s.world.columns,
  );

const answer = (s: Session, user: UserJson) => ({ json: user, text: () => userTable(s, [user]) });

const PLACE = 'http://127.0.0.1:7800/';

/** The link of an invitation, shown once. */
async function invited(s: Session, made: ApiOut<'people.invite'>): Promise<Outcome> {
  const { address } = await s.call('info', {});
  if (address === undefined) s.note(s.t('link_not_running'));
  const invitation = `${address ?? PLACE}#invite=${made.token}`;
  const { user, expires } = made;
  return {
    json: { invitation, user, expires },
    text: () => s.t('invite_done', { name: user.name, invitation }),
  };
}

const sessionTable = (s: Session, sessions: readonly SessionJson[]): string =>
  table(
    [s.t('col_session'), s.t('col_browser'), s.t('col_started'), s.t('col_used'), s.t('col_locked')],
    sessions.map((one) => [one.id, one.browser ?? '', one.started, one.used, s.t(one.locked ? 'yes' : 'no')]),
    s.world.columns,
  );

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
    usage: 'user invite <name>',
    summary: 'cmd_user_invite',
    options: [{ flags: '--role <role>', text: 'opt_role' }],
    run: async (s, given) =>
      invited(
        s,
        await s.call('people.invite', { name: given.arg(0), role: (given.text('role') ?? 'volunteer') as RoleName }),
      ),
  },
  {
    usage: 'user reset <name>',
    summary: 'cmd_user_reset',
    run: async (s, given) => invited(s, await s.call('people.reset', { user: given.arg(0) })),
  },
  {
    usage: 'user sessions <name>',
    summary: 'cmd_user_sessions',
    options: [
      { flags: '--end <session>', text: 'opt_end' },
      { flags: '--end-all', text: 'opt_end_all' },
    ],
    async run(s, given) {
      const user = given.arg(0);
      const session = given.text('end');
      if (session !== undefined) await s.call('people.end', { user, session });
      else if (given.flag('end-all')) await s.call('people.end', { user });
      const out = await s.call('people.sessions', { user });
      return { json: out, text: () => sessionTable(s, out.sessions) };
    },
  },
  {
    usage: 'user link [name]',
    summary: 'cmd_user_link',
    async run(s, given) {
      const info = await s.call('info', {});
      const { token, user } = await s.call('login.token', present({ name: given.args[0] }));
      if (info.address === undefined) s.note(s.t('link_not_running'));
      const login = `${info.address ?? PLACE}#login=${token}`;
      return { json: { login, user }, text: () => s.t('link_done', { name: user.name, login }) };
    },
  },
];
