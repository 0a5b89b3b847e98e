using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Messaging;

/// <summary>Whatever can be sent through the pipeline: a command or a query, answered by a value or a refusal.</summary>
public interface IMessage<TAnswer> : IRequest<Domain.Abstractions.Result<TAnswer>>;

/// <summary>A request that says which permission it needs. Every request does.</summary>
public interface IAuthorised
{
    static abstract Permission Permission { get; }
}

/// <summary>
/// Marks what may hold text from outside: it is made public-safe before anything else sees it. Every command does, and a query that
/// says what a command would do.
/// </summary>
public interface IRedacted;

/// <summary>Marks every command, whatever it answers, so that a behavior can apply to commands alone.</summary>
public interface ICommandBase : IAuthorised, IRedacted
{
    /// <summary>Whom the caller says it acts for; kept in evidence, never believed.</summary>
    FreeText? OnBehalfOf => null;

    /// <summary>True for what several workers try at the same moment: whoever comes too late leaves no evidence of it.</summary>
    bool IsRaced => false;
}

/// <summary>Changes something, leaves evidence, and answers with the document that came about.</summary>
public interface ICommand<TAnswer> : IMessage<TAnswer>, ICommandBase;

/// <summary>Reads, and changes nothing.</summary>
public interface IQuery<TView> : IMessage<TView>, IAuthorised;

/// <summary>Sends a request through the pipeline to its handler. For endpoints and worker loops; handlers do not send.</summary>
public interface IDispatcher
{
    Task<Result<TAnswer>> SendAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellationToken);
}

internal sealed class Dispatcher(IMediator mediator) : IDispatcher
{
    public Task<Result<TAnswer>> SendAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellationToken) =>
        mediator.Send(message, cancellationToken);
}
