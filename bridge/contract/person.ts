import { z } from 'zod';

/** coordinator works; supervisor approves above limits and reverses; auditor pulls only; bridge is the program itself. */
export const roles = ['coordinator', 'supervisor', 'auditor', 'bridge'] as const;
export type Role = (typeof roles)[number];

/** The roles that may approve and post a bill run; a setting can leave its approval to supervisors. */
export const billingRoles: readonly Role[] = ['coordinator', 'supervisor'];

export const personSchema = z.object({ personId: z.string(), name: z.string(), role: z.enum(roles) });
export type Person = z.infer<typeof personSchema>;
