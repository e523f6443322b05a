//! A service that only sends back what it gets, by the same axum: the measure of `tactful serve` in `tests/hosts/load.sh`.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::post;
use axum::serve::ListenerExt;

fn main() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let echo = async |body: Bytes| ([(CONTENT_TYPE, "application/json")], body);
        let app = axum::Router::new().route("/v1/check", post(echo));
        let address = SocketAddr::from(([127, 0, 0, 1], 8790));
        let listener = tokio::net::TcpListener::bind(address).await?;
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        axum::serve(listener, app).await
    })
}
