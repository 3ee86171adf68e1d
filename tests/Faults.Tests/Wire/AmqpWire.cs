using System.Buffers.Binary;
using System.Text;

namespace Offboarding.Faults.Tests.Wire;

/// <summary>What a worker and RabbitMQ say to each other, read off the wire (AMQP 0-9-1, unencrypted).</summary>
public static class AmqpWire
{
    private const int Method = 1;
    private const int Basic = 60;

    public static int Framing(ReadOnlySpan<byte> bytes, bool fromWorker, bool isFirst) =>
        fromWorker && isFirst ? (bytes.Length < 8 ? 0 : 8)
        : bytes.Length < 7 ? 0
        : 7 + BinaryPrimitives.ReadInt32BigEndian(bytes[3..]) + 1;

    public static ChannelEvent Read(Frame frame)
    {
        ReadOnlySpan<byte> bytes = frame.Bytes.Span;
        if ((frame.FromWorker && frame.IsFirst) || bytes[0] != Method || BinaryPrimitives.ReadUInt16BigEndian(bytes[7..]) != Basic)
        {
            return default;
        }

        int channel = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
        ReadOnlySpan<byte> arguments = bytes[11..];
        switch ((frame.FromWorker, BinaryPrimitives.ReadUInt16BigEndian(bytes[9..])))
        {
            case (true, 40):
                return new ChannelEvent(ChannelMoment.Publish, channel, 0, Short(arguments[2..]));
            case (true, 80):
                return new ChannelEvent(ChannelMoment.Ack, channel, BinaryPrimitives.ReadUInt64BigEndian(arguments), "");
            case (false, 80):
                return new ChannelEvent(ChannelMoment.Confirm, channel, BinaryPrimitives.ReadUInt64BigEndian(arguments), "");
            case (false, 60):
                ReadOnlySpan<byte> rest = arguments[(1 + arguments[0])..];
                return new ChannelEvent(ChannelMoment.Deliver, channel, BinaryPrimitives.ReadUInt64BigEndian(rest), Short(rest[9..]));
            default:
                return default;
        }
    }

    private static string Short(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.Slice(1, bytes[0]));
}

public enum ChannelMoment
{
    Other,

    /// <summary>The worker sends a message.</summary>
    Publish,

    /// <summary>The broker says that it has what was sent.</summary>
    Confirm,

    /// <summary>The broker hands over a message.</summary>
    Deliver,

    /// <summary>The worker says that it has dealt with a message.</summary>
    Ack,
}

/// <param name="Moment">What.</param>
/// <param name="Channel">Where.</param>
/// <param name="Tag">Of a delivery, an acknowledgement or a confirm.</param>
/// <param name="Exchange">Of a message that is sent or handed over.</param>
public readonly record struct ChannelEvent(ChannelMoment Moment, int Channel, ulong Tag, string Exchange);
