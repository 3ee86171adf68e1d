using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Offboarding.Integration.Tests.Infrastructure.Messaging;

/// <summary>A broker at <c>amqps</c>: every connection of the worker is TLS, at any port, and only to whom the machine trusts.</summary>
public sealed class TlsTests(Servers servers)
{
    [Fact]
    public async Task Over_TLS_at_a_port_of_its_own_everything_goes_on_as_without_it()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri plain = await servers.RabbitMq.CreateVirtualHostAsync();
        await using TlsInFront broker = TlsInFront.Of(plain);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker.Address, ("SSL_CERT_FILE", broker.CertificateFile));
        await using EventListener events = await EventListener.ConnectAsync(plain);
        await using HrSystem hr = await HrSystem.ConnectAsync(plain);

        Departure departure = new(workspace);
        await hr.SendAsync(departure);

        (await events.OneAsync("offboarding.completed")).RequestId.ShouldBe(departure.RequestId);
        broker.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task A_broker_whose_certificate_nobody_vouches_for_hears_not_a_byte()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using TlsInFront broker = TlsInFront.Of(await servers.RabbitMq.CreateVirtualHostAsync());
        await using WorkerProcess worker = WorkerProcess.Start(database, broker.Address);

        // The bus and the connections beside it, each more than once.
        await Eventually.TrueAsync(() => Task.FromResult(broker.Refused >= 6), "several connections to be tried", TimeSpan.FromSeconds(90));

        broker.Heard.ShouldBe(0);
        (await database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.workers WHERE broker = 'connected')")).ShouldBeFalse();
    }

    /// <summary>Takes TLS connections with a certificate of its own making and passes on to a broker what is in them.</summary>
    private sealed class TlsInFront : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly X509Certificate2 _certificate;
        private readonly Uri _broker;
        private readonly Task _accepting;
        private long _heard;
        private int _refused;

        private TlsInFront(Uri broker)
        {
            _broker = broker;
            using RSA key = RSA.Create(2048);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
            _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
            _listener.Start();
            Address = new UriBuilder(broker) { Scheme = "amqps", Host = "localhost", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
            _accepting = AcceptAsync();
        }

        public Uri Address { get; }

        /// <summary>Whoever trusts it trusts this broker.</summary>
        public string CertificateFile { get; } = Path.GetTempFileName();

        /// <summary>Bytes that somebody said inside of TLS.</summary>
        public long Heard => Interlocked.Read(ref _heard);

        /// <summary>Connections that ended before anything was said in them.</summary>
        public int Refused => Volatile.Read(ref _refused);

        public static TlsInFront Of(Uri broker) => new(broker);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _certificate.Dispose();
            _stop.Dispose();
            File.Delete(CertificateFile);
        }

        private async Task AcceptAsync()
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = PassOnAsync(client);
            }
        }

        private async Task PassOnAsync(TcpClient client)
        {
            bool said = false;
            try
            {
                using (client)
                await using (var inside = new SslStream(client.GetStream()))
                {
                    await inside.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                    byte[] first = new byte[4096];
                    int length = await inside.ReadAsync(first, _stop.Token);
                    if (length == 0)
                    {
                        return;
                    }

                    said = true;
                    Interlocked.Add(ref _heard, length);
                    using var broker = new TcpClient();
                    await broker.ConnectAsync(_broker.Host, _broker.Port, _stop.Token);
                    NetworkStream outside = broker.GetStream();
                    await outside.WriteAsync(first.AsMemory(0, length), _stop.Token);
                    await Task.WhenAny(inside.CopyToAsync(outside, _stop.Token), outside.CopyToAsync(inside, _stop.Token));
                }
            }
            catch (Exception error) when (error is IOException or SocketException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
            {
                // The worker hung up.
            }
            finally
            {
                if (!said)
                {
                    Interlocked.Increment(ref _refused);
                }
            }
        }
    }
}
