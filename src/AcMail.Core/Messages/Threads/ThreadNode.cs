using AcMail.Storage;

namespace AcMail;

/// <summary>A message in its place among others, while that place is being found.</summary>
sealed class ThreadNode
{
    /// <param name="copies">The message in all the mailboxes that hold it.</param>
    public ThreadNode(IEnumerable<MessageInfo> copies)
    {
        Copies = [.. copies.OrderBy(m => m.Id)];
        Headers = Copies[0].Headers;
        References = ThreadKeys.ReferencesOf(Headers);
        Subject = BaseSubject.Of(Headers.Subject);
        Time = Headers.Date ?? Copies[0].InternalDate;
    }

    public IReadOnlyList<MessageInfo> Copies { get; }

    public MessageHeaders Headers { get; }

    public IReadOnlyList<string> References { get; }

    public BaseSubject Subject { get; }

    public DateTimeOffset Time { get; }

    public ThreadNode? Parent { get; private set; }

    /// <summary>Whether nothing that it refers to is held, so that its subject has a say.</summary>
    public bool IsAlone { get; set; }

    public List<ThreadNode> Answers { get; } = [];

    /// <summary>Hangs it below another message, unless that hangs below this one.</summary>
    public bool TryAnswer(ThreadNode other)
    {
        for (var above = other; above is not null; above = above.Parent)
            if (above == this) return false;
        Parent = other;
        other.Answers.Add(this);
        return true;
    }

    /// <summary>It and all below it, each before what answers it, with their depth.</summary>
    public List<(ThreadNode Node, int Depth)> Flatten()
    {
        var flat = new List<(ThreadNode, int)>();
        var rest = new Stack<(ThreadNode Node, int Depth)>([(this, 0)]);
        while (rest.TryPop(out var next))
        {
            flat.Add(next);
            foreach (var answer in next.Node.Answers.OrderByDescending(a => a.Time).ThenByDescending(a => a.Copies[0].Id)) rest.Push((answer, next.Depth + 1));
        }

        return flat;
    }
}
