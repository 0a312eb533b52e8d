/** Accounts, login links, sessions, personal settings. */
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { Context } from '../context.ts';

export const addUser = (c: Context, input: ApiIn<'users.add'>): Promise<ApiOut<'users.add'>> =>
  c.people.add(input.name, input.role);
export const setRole = (c: Context, input: ApiIn<'users.role'>): Promise<ApiOut<'users.role'>> =>
  c.people.setRole(input.name, input.role);
export const lockUser = (c: Context, input: ApiIn<'users.lock'>): Promise<ApiOut<'users.lock'>> =>
  c.people.setLocked(input.name, input.locked);
export const loginToken = (c: Context, input: ApiIn<'login.token'>): Promise<ApiOut<'login.token'>> =>
  c.people.loginToken(input.name);
export const redeem = (c: Context, input: ApiIn<'login.redeem'>): Promise<ApiOut<'login.redeem'>> =>
  c.people.redeem(input);

export async function endSession(c: Context, input: ApiIn<'session.end'>): Promise<ApiOut<'session.end'>> {
  return { ended: await c.people.end(input.session) };
}

export async function putSettings(c: Context, input: ApiIn<'settings.put'>): Promise<ApiOut<'settings.put'>> {
  await c.people.putSettings(input.user, input.settings);
  return { settings: input.settings };
}
