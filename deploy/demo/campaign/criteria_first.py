"""Groups 1 and 2 of the demo's criteria set: education, the three movements."""
from campaign.criteria import (ANY, DATA, NEWS, PAPER, Content, Group, each, exists, one, reached,
                      share, steps, toward, weeks)

EDUCATION = Group("1", "Công tác giáo dục", [
    Content("1.1", "Giáo dục chính trị, tư tưởng; học tập và làm theo Bác", [
        one("1.1.1", "Ban hành kế hoạch học tập và làm theo tư tưởng, đạo đức, phong cách "
            "Hồ Chí Minh năm 2023", exists("4"), PAPER,
            ["đợt học tập chuyên đề về tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2023"]),
        one("1.1.2", "Tỷ lệ đoàn viên học tập Nghị quyết Đại hội Đoàn toàn quốc trên ứng dụng "
            "Thanh niên Việt Nam", share("6"), DATA,
            ["đợt học tập Nghị quyết Đại hội Đoàn toàn quốc trên ứng dụng Thanh niên Việt Nam"],
            figures=("Số đoàn viên đã học tập", "Số đoàn viên của đơn vị"), target=2400),
        one("1.1.3", "Diễn đàn, sinh hoạt chuyên đề học tập và làm theo lời Bác", each("1", "6"),
            NEWS, ["diễn đàn “Tuổi trẻ học tập và làm theo lời Bác”",
                   "hội thi kể chuyện về tấm gương đạo đức Hồ Chí Minh",
                   "sinh hoạt chuyên đề “Nhớ ơn Người”"], pieces=4)]),
    Content("1.2", "Giáo dục truyền thống", [
        one("1.2.1", "Hoạt động “Uống nước nhớ nguồn”, đền ơn đáp nghĩa", each("1.5", "6"), NEWS,
            ["chuyến thăm Mẹ Việt Nam Anh hùng", "bữa cơm tri ân gia đình chính sách",
             "buổi gặp gỡ nhân chứng lịch sử"], pieces=3),
        one("1.2.2", "Thắp nến tri ân anh hùng liệt sĩ dịp 27/7", exists("3"),
            ("article", "photo"), ["lễ thắp nến tri ân các anh hùng liệt sĩ"],
            window=("2023-07-01", "2023-07-31")),
        one("1.2.3", "Hành trình đến với địa chỉ đỏ", steps((("0", "0"), ("1", "2"), ("2", "3"))),
            NEWS, ["hành trình về khu di tích Đền thờ Bác xã Long Đức",
                   "hành trình đến với các địa chỉ đỏ trong tỉnh"], pieces=2)]),
    Content("1.3", "Giáo dục đạo đức, lối sống, pháp luật", [
        one("1.3.1", "Tuyên truyền, phổ biến pháp luật cho thanh thiếu nhi", toward("6"), DATA,
            ["đợt tuyên truyền, phổ biến pháp luật cho thanh thiếu nhi",
             "chuỗi buổi nói chuyện pháp luật học đường"],
            figures=("Số lượt thanh thiếu nhi được tuyên truyền",), target=3000, pieces=2),
        one("1.3.2", "Phiên tòa giả định, hội thi tìm hiểu pháp luật",
            steps((("0", "0"), ("1", "2"), ("2", "4"))), NEWS,
            ["phiên tòa giả định cho học sinh trung học", "hội thi tìm hiểu Luật Thanh niên"],
            pieces=2)]),
    Content("1.4", "Cuộc vận động “Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp”", [
        one("1.4.1", "Số tin tốt đăng trên trang của đơn vị so với chỉ tiêu", toward("8"), DATA,
            ["đợt đăng tải tin tốt trên trang cộng đồng của đơn vị"],
            figures=("Số tin tốt",), target=365, pieces=3),
        one("1.4.2", "Số tuần có câu chuyện đẹp được Tỉnh đoàn chọn đăng", weeks("6", "8"),
            ("article",), ["hoạt động lan tỏa câu chuyện đẹp trong tuần",
                           "chuyên mục giới thiệu câu chuyện đẹp"], pieces=6)]),
    Content("1.5", "Phát hiện, tuyên dương điển hình", [
        one("1.5.1", "Tuyên dương gương thanh thiếu nhi tiêu biểu", each("1", "5"), NEWS,
            ["lễ tuyên dương thanh niên tiên tiến làm theo lời Bác",
             "chương trình tuyên dương học sinh ba tốt"], pieces=3),
        one("1.5.2", "Có văn bản giới thiệu điển hình về Tỉnh đoàn", exists("3"), PAPER,
            ["việc giới thiệu gương điển hình tiên tiến năm 2023"])])])

MOVEMENTS = Group("2", "Tổ chức phong trào hành động cách mạng của thanh niên", [
    Content("2.1", "Phong trào “Thanh niên tình nguyện”", [
        one("2.1.1", "Công trình, phần việc thanh niên làm lợi từ 300 triệu đồng",
            reached("14", "300000000"), DATA, ["các công trình thanh niên chào mừng ngày lễ lớn"],
            figures=("Giá trị làm lợi (đồng)",), target=400000000, pieces=2),
        one("2.1.2", "Chiến dịch Thanh niên tình nguyện hè: số đội hình ra quân",
            steps((("0", "0"), ("5", "6"), ("10", "9"), ("15", "12")), 1, "max"), DATA,
            ["Chiến dịch Thanh niên tình nguyện hè năm 2023"], figures=("Số đội hình tình nguyện",),
            window=("2023-06-01", "2023-08-31"), target=15),
        one("2.1.3", "Tham gia xây dựng nông thôn mới, đô thị văn minh", toward("12"), ANY,
            ["phần việc thắp sáng đường quê", "ngày hội chung tay xây dựng nông thôn mới",
             "phần việc chỉnh trang tuyến đường thanh niên tự quản"],
            figures=("Số km đường được chỉnh trang",), target=12, pieces=3),
        one("2.1.4", "Vận động hiến máu tình nguyện", toward("10"), ANY,
            ["ngày hội hiến máu tình nguyện “Giọt hồng yêu thương”",
             "chương trình hiến máu “Hành trình đỏ”"],
            figures=("Số đơn vị máu",), target=260, pieces=2),
        one("2.1.5", "Trồng mới cây xanh", toward("8"), ANY,
            ["Tết trồng cây đời đời nhớ ơn Bác Hồ", "phần việc trồng cây phân tán ven kênh"],
            figures=("Số cây trồng mới",), target=5000, pieces=2)]),
    Content("2.2", "Phong trào “Tuổi trẻ sáng tạo”", [
        one("2.2.1", "Ý tưởng đăng trên Ngân hàng ý tưởng sáng tạo", toward("14"), DATA,
            ["đợt vận động đóng góp ý tưởng sáng tạo trẻ"],
            figures=("Số ý tưởng được ghi nhận",), target=450, pieces=2),
        one("2.2.2", "Hoạt động của Tổ công nghệ số cộng đồng", each("2", "10"), NEWS,
            ["buổi ra quân Tổ công nghệ số cộng đồng",
             "ngày hội hướng dẫn người dân dùng dịch vụ công trực tuyến",
             "lớp bình dân học vụ số"], pieces=4),
        one("2.2.3", "Sáng kiến, mô hình được công nhận",
            steps((("0", "0"), ("1", "5"), ("2", "8"))), ("report", "document", "article"),
            ["vòng xét chọn sáng kiến của đoàn viên", "hội thi Tin học trẻ"], pieces=2),
        one("2.2.4", "Kế hoạch thực hiện “Năm chuyển đổi số các hoạt động của Đoàn”", exists("6"),
            PAPER, ["chuỗi hoạt động Năm chuyển đổi số các hoạt động của Đoàn"])]),
    Content("2.3", "Phong trào “Tuổi trẻ xung kích bảo vệ Tổ quốc”", [
        one("2.3.1", "Tham gia giữ gìn trật tự, an toàn giao thông", each("2", "12"), NEWS,
            ["buổi ra quân bảo đảm trật tự an toàn giao thông",
             "hoạt động cổng trường an toàn giao thông",
             "ngày tuyên truyền văn hóa giao thông"], pieces=5),
        one("2.3.2", "Hoạt động tuyển quân và hậu phương quân đội", exists("8"), ANY,
            ["đêm hội tòng quân tiễn tân binh lên đường nhập ngũ"],
            window=("2023-01-01", "2023-03-31")),
        one("2.3.3", "Phòng, chống ma túy và tệ nạn xã hội",
            steps((("0", "0"), ("1", "4"), ("2", "7"), ("3", "10"))), NEWS,
            ["buổi truyền thông phòng, chống ma túy trong thanh thiếu nhi",
             "diễn đàn “Tuổi trẻ nói không với ma túy”"], pieces=3),
        one("2.3.4", "Ngày Chủ nhật xanh, bảo vệ môi trường", each("2.5", "10"), NEWS,
            ["ngày Chủ nhật xanh thu gom rác thải ven biển",
             "hoạt động đổi rác thải nhựa lấy quà", "ngày hội sống xanh"], pieces=4)])])

FIRST_GROUPS = [EDUCATION, MOVEMENTS]
