namespace AcMail.Testing;

/// <summary>The ports of a server, each bound when it is first asked for, and the same one after a restart.</summary>
sealed class ServerPorts(Action<Stream, WireProtocol, bool> serve) : IAsyncDisposable
{
    readonly Dictionary<(WireProtocol, bool), ServerPort> _ports = [];
    bool _isOpen = true;

    public int NumberOf(WireProtocol protocol, bool implicitTls)
    {
        lock (_ports)
        {
            if (!_ports.TryGetValue((protocol, implicitTls), out var port))
            {
                _ports[(protocol, implicitTls)] = port = new(stream => serve(stream, protocol, implicitTls));
                if (_isOpen) port.Open();
            }

            return port.Number;
        }
    }

    public void Open()
    {
        lock (_ports)
        {
            if (_isOpen) return;
            _isOpen = true;
            foreach (var port in _ports.Values) port.Open();
        }
    }

    public async ValueTask CloseAsync()
    {
        foreach (var port in Shut(out var wasOpen))
            if (wasOpen) await port.CloseAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var port in Shut(out _)) await port.DisposeAsync().ConfigureAwait(false);
    }

    ServerPort[] Shut(out bool wasOpen)
    {
        lock (_ports)
        {
            (wasOpen, _isOpen) = (_isOpen, false);
            return [.. _ports.Values];
        }
    }
}
