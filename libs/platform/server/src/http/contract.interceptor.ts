import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { contractOf } from './endpoint.ts';

/** Lets out only what the contract's result names. A result that does not fit is our mistake: 500, logged. */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const result = contractOf(context)?.result;
    return next.handle().pipe(map((value: unknown) => (result ? result.parse(value) : value)));
  }
}
