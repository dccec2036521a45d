using System.Net.Sockets;

namespace AcMail;

/// <summary>Blocking socket calls with the exceptions that streams throw.</summary>
static class SocketCalls
{
    public static int Receive(Socket socket, Span<byte> buffer)
    {
        try
        {
            return socket.Receive(buffer);
        }
        catch (SocketException e)
        {
            throw Translate(e);
        }
    }

    /// <summary>How many bytes can be read at once; 0 also where the connection has ended.</summary>
    public static int Available(Socket socket)
    {
        try
        {
            return socket.Available;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    public static void Send(Socket socket, ReadOnlySpan<byte> buffer)
    {
        try
        {
            while (buffer.Length > 0) buffer = buffer[socket.Send(buffer)..];
        }
        catch (SocketException e)
        {
            throw Translate(e);
        }
    }

    static Exception Translate(SocketException e) =>
        e.SocketErrorCode == SocketError.TimedOut ? new TimeoutException(e.Message, e) : new IOException(e.Message, e);
}
