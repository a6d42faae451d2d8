import type { MessageContract, Payload } from '@bimtek/platform-contracts';
import { SetMetadata } from '@nestjs/common';
import type { LiveSocket } from './sockets.ts';
import type * as z from 'zod';

export const MESSAGE = 'bimtek:message';

export type MessageHandler<M extends MessageContract = MessageContract> = (
  socket: LiveSocket,
  payload: Payload<M>,
) => Promise<z.input<M['reply']>> | z.input<M['reply']>;

/**
 * Makes a method of a gateway the handler of a message: `(socket, payload) => reply`. The person is `socket.data.actor`;
 * the permission is checked and the payload parsed before it is called.
 */
export function Message<M extends MessageContract>(contract: M) {
  return <T extends MessageHandler<M>>(
    target: object,
    property: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    SetMetadata(MESSAGE, contract)(target, property, descriptor);
  };
}

export function messageOf(handler: object): MessageContract | undefined {
  return Reflect.getMetadata(MESSAGE, handler) as MessageContract | undefined;
}
